// As little as a deployment needs, and no secrets with it.
using '../../../infra/main.bicep'

param speechBaseAddress = 'https://speech.example.com/v1'
