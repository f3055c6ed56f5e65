/** What is kept of one order, whoever tells it: places 1 to 20, and no more of a page that would fill the disk. */
export const mostPageEvents = 20
/**
 * What is kept beyond that of each charge, from the payer it was made for: the tries of a patient one. Their places
 * follow the 20, so whoever else has the order's link cannot take them.
 */
export const mostOfOwnCharge = 8
