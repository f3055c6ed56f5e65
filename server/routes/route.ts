import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { AppDeps } from '../checkout/deps'

/** A file of routes: registered under `api/`, handed what it may use. */
export type Routes = FastifyPluginAsyncTypebox<{ deps: AppDeps }>
