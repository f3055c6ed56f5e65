/**
 * Draws squares as a black and white PNG, `scale` dots each, dark ones `true`. Not a canvas: in WeChat a
 * picture can be saved to the album by a long press, a canvas or an SVG cannot.
 * @returns a data URL
 */
export function drawPicture(squares: readonly (readonly boolean[])[], scale: number): string {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = squares.length * scale
  const context = canvas.getContext('2d')
  squares.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (context) context.fillStyle = dark ? '#000' : '#fff'
      context?.fillRect(x * scale, y * scale, scale, scale)
    }),
  )
  return canvas.toDataURL()
}
