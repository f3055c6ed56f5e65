import type { Page } from '@playwright/test'
import decodeQR from 'qr/decode.js'

/**
 * What the QR code of a picture says, read by another library than the one that drew it; the browser unpacks it.
 * @param src an address that the page may show, such as a data URL
 */
export async function readCode(page: Page, src: string): Promise<string> {
  const told = await page.evaluate(async (address) => {
    const image = new Image()
    image.src = address
    await image.decode()
    const { width, height } = image
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const rgba = context?.getImageData(0, 0, width, height).data ?? []
    // What is grey is the same in all channels.
    let greens = ''
    for (let at = 1; at < rgba.length; at += 4) greens += String.fromCharCode(rgba[at] ?? 0)
    return { width, height, greens: btoa(greens) }
  }, src)
  const data = Buffer.from(told.greens, 'base64')
  const rgba = Uint8Array.from({ length: 4 * data.length }, (_, at) => data[at >> 2] ?? 0)
  return decodeQR({ width: told.width, height: told.height, data: rgba })
}

export const asDataUrl = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`
