type Environment = Readonly<Record<string, string | undefined>>;

/** Which credentials the environment names, the strongest first; undefined when none. */
export function environmentKind(env: Environment): 'keys' | 'webIdentity' | 'container' | undefined {
  if (env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']) {
    return 'keys';
  }
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] && env['AWS_ROLE_ARN']) {
    return 'webIdentity';
  }
  const isContainer = env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  return isContainer ? 'container' : undefined;
}

/** The SDKs read AWS_REGION, the AWS CLI AWS_DEFAULT_REGION. */
export function environmentRegion(env: Environment): string | undefined {
  return env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined;
}

/** The profile that the AWS tools use when none is named; undefined where the environment does not name one either. */
export function environmentProfile(env: Environment): string | undefined {
  return env['AWS_PROFILE'] || env['AWS_DEFAULT_PROFILE'] || undefined;
}
