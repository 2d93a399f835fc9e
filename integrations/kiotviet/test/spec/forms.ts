/** A time as KiotViet answers it: local, without offset, with seven decimals. */
export const localTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}$/;

/** The one time with an offset is that of a page. */
export const pageTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}[+-]\d{2}:\d{2}$/;

/** A time as a client may write it: local, decimals as it likes, never an offset. */
export const writtenTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,7})?)?$/;
