const drawing = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">',
  '<rect width="120" height="120" fill="#f3e9dd"/>',
  '<path d="M52 16c-5 6 5 9 0 16M66 14c-5 6 5 9 0 16" fill="none" stroke="#c9b39a" stroke-width="3" stroke-linecap="round"/>',
  '<path d="M34 38h52L69 63H51z" fill="#fffaf3" stroke="#7a5232" stroke-width="3" stroke-linejoin="round"/>',
  '<path d="M41 46h38l-4 6H45z" fill="#7a5232"/>',
  '<path d="M60 63v9" stroke="#7a5232" stroke-width="3" stroke-linecap="round"/>',
  '<path d="M44 72h32l6 26a5 5 0 0 1-5 6H43a5 5 0 0 1-5-6z" fill="#fffaf3" stroke="#7a5232" stroke-width="3" stroke-linejoin="round"/>',
  '<path d="M42 88h36l3 11a2 2 0 0 1-2 2H41a2 2 0 0 1-2-2z" fill="#8a5a34"/>',
  '</svg>',
]

/** An item's picture as a data URL. */
export const coffeePicture = `data:image/svg+xml,${encodeURIComponent(drawing.join(''))}`
