import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifySerializerCompiler } from 'fastify/types/schema'
import { lazy } from '../runtime/lazy'

const compile = lazy(() => SerializerSelector()({}, {}))

/** Fastify's own response serialiser, but each is compiled with its first answer. */
export const serializerFor: FastifySerializerCompiler<unknown> = (route) => {
  const serialize = lazy(() => compile()({ httpStatus: '', ...route }))
  return (data) => serialize()(data)
}
