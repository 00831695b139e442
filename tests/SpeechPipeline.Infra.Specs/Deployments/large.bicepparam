// Instances of the most memory.
using '../../../infra/main.bicep'

param speechBaseAddress = 'https://speech.example.com/v1'
param instanceMemoryMB = 4096
