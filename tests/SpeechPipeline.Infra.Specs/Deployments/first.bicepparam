// The first deployment: it brings the secrets.
using '../../../infra/main.bicep'

param environmentName = 'test'
param speechBaseAddress = 'https://speech.example.com/v1'
param speechApiKey = 'SECRET-speech-api-key'
param webhookSigningKeys = 'SECRET-webhook-signing-keys'
param signWebhooks = true
param dropperPrincipalId = '00000000-0000-0000-0000-00000000000d'
param dropperPrincipalType = 'Group'
