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

/** The variable that names the Region: the SDKs read AWS_REGION, the AWS CLI AWS_DEFAULT_REGION. */
export function regionVariable(env: Environment): string | undefined {
  return ['AWS_REGION', 'AWS_DEFAULT_REGION'].find(name => env[name]);
}

/** The variable that names the profile to use. Where both are set, the AWS CLI and boto3 take AWS_DEFAULT_PROFILE. */
export function profileVariable(env: Environment): string | undefined {
  return ['AWS_DEFAULT_PROFILE', 'AWS_PROFILE'].find(name => env[name]);
}

/** The profile that the AWS tools use when none is named; undefined where the environment does not name one either. */
export function environmentProfile(env: Environment): string | undefined {
  return env[profileVariable(env) ?? ''];
}
