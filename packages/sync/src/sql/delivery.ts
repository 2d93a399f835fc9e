/** For how many milliseconds the id of a delivery that was applied is remembered, so that it is not taken again. */
export const deliveryMemory = 30 * 24 * 3600 * 1000;
