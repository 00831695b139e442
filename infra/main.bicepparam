// Every value comes from the environment of whoever deploys: `azd env set NAME VALUE`, or `export NAME=VALUE` before `az`. Secrets stand
// in no file. What has no variable here is set here: `param speechModels = [ … ]`; main.bicep describes it all.
using 'main.bicep'

var concurrency = readEnvironmentVariable('SPEECH_CONCURRENCY', '')

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', '')
param speechBaseAddress = readEnvironmentVariable('SPEECH_BASE_ADDRESS', 'https://api.together.xyz/v1')
param speechApiKey = readEnvironmentVariable('SPEECH_API_KEY', '')
param speechEndpointNeedsKey = bool(readEnvironmentVariable('SPEECH_ENDPOINT_NEEDS_KEY', 'true'))
param speechConcurrency = empty(concurrency) ? null : int(concurrency)
param webhookSigningKeys = readEnvironmentVariable('WEBHOOK_SIGNING_KEYS', '')
param signWebhooks = bool(readEnvironmentVariable('SIGN_WEBHOOKS', 'false'))
param maximumInstanceCount = int(readEnvironmentVariable('MAXIMUM_INSTANCE_COUNT', '40'))
param instanceMemoryMB = any(int(readEnvironmentVariable('INSTANCE_MEMORY_MB', '2048')))
param alwaysReady = json(readEnvironmentVariable('ALWAYS_READY', '[]'))
param dropperPrincipalId = readEnvironmentVariable('DROPPER_PRINCIPAL_ID', '')
param dropperPrincipalType = readEnvironmentVariable('DROPPER_PRINCIPAL_TYPE', 'User')
