/**
 * What `dist/server/main.js` is built from: a stack in a log names the lines of these sources. Before anything
 * else is loaded, since Node.js keeps no map of what it has read by then.
 */
process.setSourceMapsEnabled(true)
await import('./main')
