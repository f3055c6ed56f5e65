import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifySerializerCompiler } from 'fastify/types/schema'
import { lazy } from '../runtime/lazy'

const compile = lazy(() => SerializerSelector()({}, {}))

type Serializer = ReturnType<FastifySerializerCompiler<unknown>>

/** By schema: many routes answer with the same one, and none depends on its route. */
const serializers = new WeakMap<object, Serializer>()

/** Fastify's own response serialiser, but each is compiled with its first answer, and once for all routes. */
export const serializerFor: FastifySerializerCompiler<unknown> = (route) => {
  const serialize = lazy(() => {
    const key = Object(route.schema) as object
    const known = serializers.get(key) ?? compile()({ httpStatus: '', ...route })
    serializers.set(key, known)
    return known
  })
  return (data) => serialize()(data)
}
