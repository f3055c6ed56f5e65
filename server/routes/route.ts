import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { RouteDeps } from './deps'

/** A file of routes: registered below `api/`, with what it may use. */
export type Routes = FastifyPluginAsyncTypebox<{ deps: RouteDeps }>
