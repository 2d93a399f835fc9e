/** The same text in each language of the documentation. */
export interface Translated {
  en: string;
  vi: string;
}

/** One way to come by the settings of a connection. */
export interface CredentialsWay {
  /** When it is the one to take, as a heading; needed where there are several. */
  title?: Translated;
  /** What to do in the tool, one thing after another, in Markdown. A setting is named by its key: `` `clientId` ``. */
  steps: readonly Translated[];
  /** An example of the settings that come of it. A text such as `$XERO_CLIENT_SECRET` stands for the environment variable; every secret is one. */
  settings: Readonly<Record<string, unknown>>;
}

/** How a company comes by what the config asks for: data for documentation and forms, which no request depends on. */
export interface Credentials {
  /** The vendor's own page on it. */
  url: string;
  ways: readonly [CredentialsWay, ...CredentialsWay[]];
  /** Where the vendor is told the address of webhooks, and what it signs them with; needed where there are webhooks. */
  webhooks?: readonly Translated[];
}
