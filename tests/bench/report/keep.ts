import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { judged, keeps, median, type Benchmark, type Figure, type Measured } from './figure'

const folder = fileURLToPath(new URL('../../../docs/benchmarks/', import.meta.url))

/** Keeps the last results of a benchmark, with what they were measured on. */
export async function keep(benchmark: Benchmark, measured: Measured): Promise<void> {
  const { name, title } = benchmark
  const kept = {
    benchmark: name,
    title,
    measuredAt: new Date().toISOString(),
    on: `${cpus()[0]?.model ?? 'unknown'}, ${String(availableParallelism())} cores, Node.js ${process.version}`,
    figures: measured.figures.map(figureKept),
    notes: measured.notes,
    ...(measured.detail !== undefined && { detail: measured.detail }),
  }
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}${name}.json`, `${JSON.stringify(kept, null, 2)}\n`)
}

function figureKept(figure: Figure): object {
  const { name, unit, ours, baseline, required, aim } = figure
  return {
    name,
    unit,
    median: median(ours),
    runs: ours,
    baseline: baseline && { ...baseline, median: median(baseline.runs) },
    ratio: baseline && judged(figure),
    required,
    aim,
    met: keeps(judged(figure), required),
  }
}
