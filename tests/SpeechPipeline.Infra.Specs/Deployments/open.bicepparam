// An endpoint that asks for no key, and webhooks that nobody checks.
using '../../../infra/main.bicep'

param speechBaseAddress = 'https://speech.example.com/v1'
param speechEndpointNeedsKey = false
