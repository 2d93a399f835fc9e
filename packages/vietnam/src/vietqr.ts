import { withoutAccents } from "./text.ts";

/** What a VietQR code asks to be paid. https://vietqr.net/portal-service/download/documents/QR_Format_T&C_v1.0_VN_092021.pdf */
export interface VietQR {
  /** BIN of the bank that is paid. */
  bin: string;
  /** Number of the account, or of the card where `toCard` is true. */
  account: string;
  toCard?: boolean;
  /** Whole dong, as text; without it the payer enters the amount. */
  amount?: string;
  billNumber?: string;
  purpose?: string;
}

const field = (id: string, value: string): string => {
  if (value.length > 99) throw new Error(`Field ${id} of a VietQR holds up to 99 characters: shorten the text.`);
  return id + String(value.length).padStart(2, "0") + value;
};

/** Writes the text of a VietQR code. Accents are taken off the purpose, since many banks' apps refuse them. */
export const buildVietQR = ({ bin, account, toCard, amount, billNumber, purpose }: VietQR): string => {
  if (!/^\d{6}$/.test(bin)) throw new Error("The BIN of a bank is six digits: see banks().");
  if (!/^[A-Za-z0-9]{1,19}$/.test(account))
    throw new Error("The account is 1 to 19 letters and digits, without spaces.");
  if (amount !== undefined && !/^[1-9]\d{0,12}$/.test(amount))
    throw new Error("The amount is a whole number of dong above 0, as text: 180000.");
  const beneficiary = field("00", bin) + field("01", account);
  const service = toCard ? "QRIBFTTC" : "QRIBFTTA";
  const additional =
    (billNumber ? field("01", billNumber) : "") + (purpose ? field("08", withoutAccents(purpose)) : "");
  const text = [
    field("00", "01"),
    field("01", amount === undefined ? "11" : "12"),
    field("38", field("00", "A000000727") + field("01", beneficiary) + field("02", service)),
    field("53", "704"),
    amount === undefined ? "" : field("54", amount),
    field("58", "VN"),
    additional === "" ? "" : field("62", additional),
    "6304",
  ].join("");
  return text + crc16(text);
};

/** Reads the text of a VietQR code. Throws where it is none, or was read or copied wrongly. */
export const parseVietQR = (text: string): VietQR => {
  const body = text.trim();
  if (!/6304[0-9A-F]{4}$/i.test(body) || crc16(body.slice(0, -4)) !== body.slice(-4).toUpperCase())
    throw new Error("This is no EMVCo QR text, or it was cut or changed: its checksum does not fit. Scan it again.");
  const fields = fieldsOf(body);
  const transfer = fieldsOf(fields.get("38") ?? "");
  const beneficiary = fieldsOf(transfer.get("01") ?? "");
  const [bin, account] = [beneficiary.get("00"), beneficiary.get("01")];
  if (transfer.get("00") !== "A000000727" || bin === undefined || account === undefined)
    throw new Error("This QR text is not of VietQR: it names no account to transfer to.");
  const additional = fieldsOf(fields.get("62") ?? "");
  const [amount, billNumber, purpose] = [fields.get("54"), additional.get("01"), additional.get("08")];
  return {
    bin,
    account,
    ...(transfer.get("02") === "QRIBFTTC" ? { toCard: true } : {}),
    ...(amount === undefined ? {} : { amount }),
    ...(billNumber === undefined ? {} : { billNumber }),
    ...(purpose === undefined ? {} : { purpose }),
  };
};

/** Fields of two digits id, two digits length, and value. */
const fieldsOf = (text: string): Map<string, string> => {
  const fields = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const [head, id = "", length = ""] = /^(\d\d)(\d\d)/.exec(text.slice(at)) ?? [];
    const value = text.slice(at + 4, at + 4 + Number(length));
    if (head === undefined || value.length !== Number(length))
      throw new Error("This QR text is not well-formed: a field is shorter than it says.");
    fields.set(id, value);
    at += 4 + value.length;
  }
  return fields;
};

/** CRC-16/CCITT-FALSE over the bytes of the text, as four hexadecimal digits. */
const crc16 = (text: string): string => {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
};
