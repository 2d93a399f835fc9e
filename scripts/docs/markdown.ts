/** A table; empty cells are allowed, and what would end a cell is escaped. */
export const markdownTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");

export const code = (text: string): string => `\`${text}\``;

/** Lines of a program. */
export const codeBlock = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

export const codes = (texts: readonly string[]): string => texts.map(code).join(", ");

/** Text that is not ours to write as Markdown, such as the description of a field. */
export const plain = (text: string): string => text.replace(/[<*]/g, "\\$&");

/** The address of a heading on its page, as GitHub makes it. */
export const anchor = (heading: string): string => `#${heading.toLowerCase()}`;

/** Paragraphs, tables and headings with an empty line between; ends with a line break. */
export const page = (blocks: readonly string[]): string => `${blocks.filter(Boolean).join("\n\n")}\n`;
