/** Below the QR code of a poster. */
export const scanToPay = '微信扫一扫付款'
