// Every setting is given, and none has its default.
using '../../../infra/main.bicep'

param prefix = 'longname'
param environmentName = 'everything'
param speechBaseAddress = 'https://speech.example.com/v2'
param speechKeyHeader = 'api-key'
param speechConcurrency = 24
param maximumInstanceCount = 12
param instanceMemoryMB = 4096
param httpConcurrency = 3
param alwaysReady = [
  { name: 'http', instanceCount: 1 }
  { name: 'function:SynthesizeJob', instanceCount: 2 }
]
param vaultPurgeProtection = true
param signWebhooks = true
param speechCallTimeout = '00:01:00'
param speechAttempts = 5
param speechDefaultModel = 'canopylabs/orpheus-3b-0.1-ft'
param speechDefaultVoice = 'tara'
param speechOmitFields = ['language', 'sample_rate']
param speechIdentity = 'our-voices'
param speechModels = [
  {
    name: 'example/some-model'
    endpointName: 'some-model'
    maxCharacters: 500
    minCharacters: 10
    lettersPerSecond: '14.5'
    usdPerMillionCharacters: '12.5'
    fixedSampleRateHz: 22050
    mixesVoices: false
  }
  { name: 'hexgrad/Kokoro-82M', usdPerMillionCharacters: '3' }
]
param jobInvocationBudget = '00:05:00'
param jobSegmentConcurrency = 40
param jobPatience = '2.00:00:00'
param jobSweepAfter = '00:02:00'
param loudnessLufs = '-18.5'
param leadInMilliseconds = 250
param leadOutMilliseconds = 750
param episodeFiles = 'stream'
param pauses = {
  headingMilliseconds: 1001
  paragraphMilliseconds: 751
  sentenceMilliseconds: 351
  listItemMilliseconds: 501
  sceneBreakMilliseconds: 1601
  chapterMilliseconds: 2201
}
param batchUnfinishedItems = 400
param batchCountEvery = '00:00:06'
param batchAdmissionConcurrency = 8
param showRebuildDelay = '00:00:10'
param dropUnfinishedLimit = 300
param dropSweepAfter = '00:00:20'
param dropRepeatAfter = '00:03:00'
param allowedPrivateHosts = ['hooks.internal', '10.0.0.4']
param publicAddress = 'https://speech.example.com'
param sweepSchedule = '*/20 * * * * *'
param dropSweepSchedule = '30 * * * * *'
// The last two are the template's to decide, and stay so.
param additionalSettings = {
  Webhooks__Timeout: '00:00:30'
  Jobs__ClaimDuration: '00:00:50'
  Speech__Instances: '999'
  AzureWebJobsStorage__clientId: 'another'
}
