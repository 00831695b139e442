// An example: the secrets come from the environment of whoever deploys, never from a file.
using 'main.bicep'

param prefix = 'speech'
param speechBaseAddress = 'https://api.together.xyz/v1'
param speechApiKey = readEnvironmentVariable('SPEECH_API_KEY', '')
param webhookSigningKeys = readEnvironmentVariable('WEBHOOK_SIGNING_KEYS', '')
param maximumInstanceCount = 40
