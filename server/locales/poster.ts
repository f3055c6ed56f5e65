/** What stands below the code on a sheet for a counter. */
export const scanToPay = '微信扫一扫付款'
