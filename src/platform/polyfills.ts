/** Functions that the oldest WebViews lack and a dependency calls: pinia's `$patch` needs `Object.hasOwn`. */
if (!('hasOwn' in Object)) {
  Object.defineProperty(Object, 'hasOwn', {
    value: (target: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(target, key),
    configurable: true,
    writable: true,
  })
}
