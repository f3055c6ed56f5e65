/**
 * What the sandbox's shop and the demo's backend share, and whoever tries a receiver of their own beside them.
 * It is written here for all to read and protects nothing.
 */
export const sandboxNotifySecret = `whsec_${Buffer.from('no secret: everybody may read this').toString('base64')}`
