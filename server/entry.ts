/**
 * Entry point of `dist/server/main.js`. Source maps are switched on before anything else is loaded, because
 * Node.js maps only what it loads afterwards; stacks in the log then name lines of these sources.
 */
process.setSourceMapsEnabled(true)
await import('./main')
