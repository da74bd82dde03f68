import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticErrorSchema } from '@smithy/types';

/** An answer that is an error: wire code, HTTP status and text, as the service sends them. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = status;
  }
}

/**
 * A modelled error. Wire code and status come from the model (trait awsQueryError), because they follow no rule: some codes
 * drop "Fault", some keep it.
 */
export function modelled(schema: StaticErrorSchema, message: string): ServiceError {
  const traits = NormalizedSchema.of(schema).getMergedTraits() as { awsQueryError?: [string, number] };
  const [code, status] = traits.awsQueryError ?? [schema[2], 400];
  return new ServiceError(code, status, message);
}

// The errors that every operation shares. Source: "Common Errors" of the Amazon Redshift API reference.

export function missingParameter(name: string): ServiceError {
  return new ServiceError('MissingParameter', 400, `The request must contain the parameter ${name}.`);
}

export function invalidValue(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', 400, message);
}

export function invalidCombination(message: string): ServiceError {
  return new ServiceError('InvalidParameterCombination', 400, message);
}

export function malformedInput(message: string): ServiceError {
  return new ServiceError('MalformedInput', 400, message);
}

export function internalFailure(
  message = 'The request processing has failed because of an unknown error, exception or failure.',
): ServiceError {
  return new ServiceError('InternalFailure', 500, message);
}

export function throttling(): ServiceError {
  return new ServiceError('Throttling', 400, 'Rate exceeded');
}

export function expiredToken(): ServiceError {
  return new ServiceError('ExpiredToken', 403, 'The security token included in the request is expired');
}

export function invalidClientToken(): ServiceError {
  return new ServiceError('InvalidClientTokenId', 403, 'The security token included in the request is invalid');
}

export function signatureMismatch(message: string): ServiceError {
  return new ServiceError('SignatureDoesNotMatch', 403, message);
}

/** `action` is `service:Operation`; `resource` is the ARN that an IAM policy would have to name. */
export function accessDenied(caller: string, action: string, resource: string): ServiceError {
  const what = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource}`;
  return new ServiceError('AccessDenied', 403, `${what} because no identity-based policy allows the ${action} action`);
}
