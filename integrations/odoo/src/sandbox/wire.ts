/** What gets in. */
export const access = {
  host: "may-mau.odoo.example",
  database: "may-mau",
  apiKey: "0d00sandboxkey4711aa22bb33cc44dd55ee66ff7",
} as const;

/** The login of the key's user, and its number. */
export const login = "admin";
export const uid = 2;
