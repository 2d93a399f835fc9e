export { tableFiles } from "./connector.ts";
export { type Mapping, mappingFile, type Table } from "./mapping.ts";
export { type Proposal, proposeMapping } from "./propose.ts";
