// The same again, from a machine that does not have the secrets.
using '../../../infra/main.bicep'

param environmentName = 'test'
param speechBaseAddress = 'https://speech.example.com/v1'
param signWebhooks = true
param dropperPrincipalId = '00000000-0000-0000-0000-00000000000d'
param dropperPrincipalType = 'Group'
