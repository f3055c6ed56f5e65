/**
 * The secret shared by the sandbox's shop, the demo's backend, and receivers tried out beside them. It is
 * public and protects nothing.
 */
export const sandboxNotifySecret = `whsec_${Buffer.from('no secret: everybody may read this').toString('base64')}`
