/** Types of requests and answers: those generated from docs/openapi.json, and what contract.ts adds to them. */
import type { RefinedPaths } from './contract';
import type { components, paths } from './generated';

export type Schemas = components['schemas'];
export type * from './contract';

export type Job = Schemas['Job'];
export type JobState = Job['state'];
export type Step = Schemas['Step'];
export type StepKind = Step['kind'];
export type StepState = Step['state'];
export type Target = Schemas['Target'];
export type TargetState = Target['state'];
export type TargetLine = Pick<Target, 'target_id' | 'step' | 'key' | 'state' | 'attempt' | 'files' | 'bytes'> & {
  worker?: string | null;
  progress?: Schemas['Progress'] | null;
  failure_code?: string | null;
};
export type JobWaves = Schemas['JobWaves'];
export type JobWave = Schemas['JobWave'];
export type Callback = Schemas['Callback'];
export type Area = Schemas['Area'];
export type Project = Schemas['Project'];
export type Worker = Schemas['Worker'];
export type Failure = Schemas['Failure'];
export type ProblemBody = Schemas['Problem'];
export type ProblemEntry = Schemas['ProblemEntry'];

export type ApiPaths = Omit<paths, keyof RefinedPaths> & RefinedPaths;
export type Method = 'get' | 'post' | 'put' | 'delete';

/** Paths that know the method. */
export type PathsOf<M extends Method> = {
  [P in keyof ApiPaths]: ApiPaths[P] extends Record<M, infer O> ? (O extends object ? P : never) : never;
}[keyof ApiPaths] &
  string;

export type Operation<M extends Method, P extends PathsOf<M>> = ApiPaths[P] extends Record<M, infer O> ? O : never;

type JsonOf<R> = R extends { content: { 'application/json': infer J } } ? J : never;
type Good<R> = { [K in keyof R]: K extends 200 | 201 | 202 ? JsonOf<R[K]> : never }[keyof R];

/** What a call answers where it succeeds; `never` where it answers without a body. */
export type Answer<M extends Method, P extends PathsOf<M>> =
  Operation<M, P> extends { responses: infer R } ? Good<R> : never;

/** A query is text in the end: a number passes where a text is wanted, and the other way round. */
type Widen<V> = V extends number ? V | string : string extends V ? V | number : V extends string[] ? string[] : V;
type Loose<T> = { [K in keyof T]: Widen<T[K]> | undefined };

export type QueryOf<M extends Method, P extends PathsOf<M>> =
  Operation<M, P> extends { parameters: { query?: infer Q } } ? Loose<NonNullable<Q>> : object;

export type PathOf<M extends Method, P extends PathsOf<M>> =
  Operation<M, P> extends { parameters: { path: infer A } } ? A : object;

/** In a body null says the same as an absent field. */
type OrNull<B> = B extends object ? { [K in keyof B]: object extends Pick<B, K> ? B[K] | null : B[K] } : B;

export type BodyOf<M extends Method, P extends PathsOf<M>> =
  Operation<M, P> extends { requestBody?: infer B } ? OrNull<JsonOf<NonNullable<B>>> : undefined;

export interface CallOptions<M extends Method, P extends PathsOf<M>> {
  path?: PathOf<M, P>;
  query?: QueryOf<M, P>;
  body?: BodyOf<M, P>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}
