/** A figure of this process that is read off at the moment when Prometheus asks. */
export interface GaugeReading {
  readonly name: string
  readonly help: string
  /** By kind; the empty kind where there is only one. */
  readonly read: () => ReadonlyMap<string, number>
}
