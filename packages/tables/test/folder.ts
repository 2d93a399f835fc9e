import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { strToU8, zipSync } from "fflate";

const root = mkdtempSync(join(tmpdir(), "opensme-tables-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));

/** A folder that goes with the process. */
export const temporary = (): string => mkdtempSync(join(root, "folder-"));

export const writeIn = (folder: string, path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};

type XlsxCell = string | number | Date | null;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Days since the beginning of time as Excel counts them. */
const serial = (date: Date): number => date.getTime() / 86_400_000 + 25_569;

const cellXml = (cell: XlsxCell): string =>
  cell === null
    ? "<c/>"
    : cell instanceof Date
      ? `<c s="1"><v>${serial(cell)}</v></c>`
      : typeof cell === "number"
        ? `<c><v>${cell}</v></c>`
        : `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;

const columnName = (index: number): string => String.fromCharCode(65 + index);

/** A workbook as Excel writes it, cut down to what is needed. */
export const workbook = (sheets: Readonly<Record<string, readonly (readonly XlsxCell[])[]>>): Uint8Array => {
  const names = Object.keys(sheets);
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packaged = "http://schemas.openxmlformats.org/package/2006/relationships";
  const types = "http://schemas.openxmlformats.org/package/2006/content-types";
  const sheetXml = (rows: readonly (readonly XlsxCell[])[]): string =>
    `<worksheet xmlns="${main}"><sheetData>${rows
      .map(
        (row, line) =>
          `<row r="${line + 1}">${row.map((cell, index) => cellXml(cell).replace("<c", `<c r="${columnName(index)}${line + 1}"`)).join("")}</row>`,
      )
      .join("")}</sheetData></worksheet>`;
  const files: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${types}"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packaged}"><Relationship Id="r" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="s${index + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packaged}">${names.map((_, index) => `<Relationship Id="s${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join("")}<Relationship Id="styles" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheets[name] ?? [])]),
    ),
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
};
