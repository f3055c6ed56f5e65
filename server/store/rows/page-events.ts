/** What is kept of one order: the tries of a patient payer, and no more of a page that would fill the disk. */
export const mostPageEvents = 20
