// The pipeline on Azure Functions Flex Consumption, with all it needs, in one resource group: docs/azure.md.
// Deploying twice is the same: every name follows from the group and the prefix, and all settings of the app are here.

import { alwaysReadyGroup, pauseSettings, speechModel, texts } from 'modules/types.bicep'

metadata name = 'Speech pipeline'

// Where it is

@description('Begins every name. Lower-case letters and digits, a letter first.')
@minLength(2)
@maxLength(8)
param prefix string = 'speech'

@description('Where everything is. Default: where the resource group is. Flex Consumption must be there: az functionapp list-flexconsumption-locations.')
param location string = resourceGroup().location

@description('The environment of azd; azd finds its resources by it. Empty: deployed without azd.')
param environmentName string = ''

// The speech endpoint and the secrets

@description('Speech:BaseAddress. The speech endpoint, up to and with its version: https://api.example.com/v1. A query goes with every call.')
@minLength(1)
param speechBaseAddress string

@description('Key of the speech endpoint, kept in the vault. Needed once, and whenever it changes. Empty: the vault is left as it is.')
@secure()
param speechApiKey string = ''

@description('Speech:ApiKey. Whether the endpoint asks for a key. True: the app sends the one in the vault, whether this deployment put it there or an earlier one. False: none is sent.')
param speechEndpointNeedsKey bool = true

@description('The keys that webhooks are signed with, whsec_… or whsk_…, separated by spaces, kept in the vault. Empty: the vault is left as it is.')
@secure()
param webhookSigningKeys string = ''

@description('Webhooks:SigningKeys. Whether webhooks are signed with the keys in the vault, from this deployment or an earlier one. A deployment that brings keys signs in any case; say true so that later ones without them go on. True with no keys in the vault: no webhook goes out.')
param signWebhooks bool = false

@description('Whether a deleted vault is kept for 90 days and can then not be purged before. It cannot be turned off again, and until the 90 days are over a group of the same name cannot be deployed anew unless the vault is recovered.')
param vaultPurgeProtection bool = false

// Instances

@description('''
The most instances that a function may have at a time (and the HTTP functions together). It is Speech:Instances too: each instance takes its
part of speechConcurrency, at least one call. For the best use of an account, keep it at or below speechConcurrency; with 4 instances and 16
calls, each makes 4 at a time. Some regions take no fewer than 40.
''')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('''
Memory of an instance in MB. The Functions host and the worker take some 300 MB of it, the rest is for what it works on.
512 (a quarter of a core): articles; a body of 90 MB only by itself, so that httpConcurrency is 1. Mastering keeps an episode of up to 24 MiB
in memory and otherwise stretches of two minutes, some 180 MB of heap: it fits, slowly.
2048 (one core): books and bodies of 90 MB, 8 requests at a time.
4096 (two cores): masters twice as fast; 20 requests at a time.
''')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int = 2048

@description('HTTP requests that one instance takes at a time. Default: as many as fit into its memory when each has a body of 90 MB: 1, 8 or 20. More suits callers that send little.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int?

@description('Instances that are always running. http spares the first caller the start of some seconds; function:SynthesizeJob the first job. Default: none, nothing runs when nothing is to be done.')
param alwaysReady alwaysReadyGroup[] = []

// Who may drop files

@description('Object id of a person, group or service principal that may drop files (az storage blob upload-batch --auth-mode login) and read what became of them. Empty: nobody.')
param dropperPrincipalId string = ''

@description('What dropperPrincipalId is.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param dropperPrincipalType string = 'User'

// Settings of the app (docs/settings.md). All are optional; one that is left out has the default that the code gives it. Durations are
// written as hh:mm:ss, with days before a dot: a day is 1.00:00:00, for 24:00:00 is 24 days.

@description('Speech:KeyHeader. The header that carries the key, such as api-key or xi-api-key. Default: Authorization with Bearer; for an address of Azure OpenAI api-key.')
@minLength(1)
param speechKeyHeader string?

@description('Speech:Concurrency. The most calls to the endpoint at once, over all instances; fewer while it answers 429. What the account allows. From 1 to 256; default 16.')
@minValue(1)
@maxValue(256)
param speechConcurrency int?

@description('Speech:CallTimeout. How long one call may take. From 00:00:01 to 00:10:00; default 00:01:30.')
param speechCallTimeout string?

@description('Speech:Attempts. How often a segment is asked for within one invocation; 429 and 503 do not count. From 1 to 10; default 4.')
@minValue(1)
@maxValue(10)
param speechAttempts int?

@description('Speech:DefaultModel. The model of jobs that name none. Default hexgrad/Kokoro-82M.')
@minLength(1)
param speechDefaultModel string?

@description('Speech:DefaultVoice. The voice of jobs that name neither model nor voice. Default af_heart.')
@minLength(1)
param speechDefaultVoice string?

@description('Speech:OmitFields. Request fields that a stricter endpoint does not take, such as language or sample_rate. Default: none.')
param speechOmitFields string[] = []

@description('Speech:Identity. Stands for the endpoint in the keys of stored speech, where its address changes and its voices do not. Default: its address.')
@minLength(1)
param speechIdentity string?

@description('Speech:Models. Limits and prices of models. Built in: Kokoro, Orpheus, Cartesia Sonic.')
param speechModels speechModel[] = []

@description('Jobs:InvocationBudget. How long an invocation takes new segments before it hands the job on; with one call to the endpoint it must stay below host.json\'s functionTimeout of 00:10:00. From 00:00:01 to 00:25:00; default 00:04:00.')
param jobInvocationBudget string?

@description('Jobs:SegmentConcurrency. Segments of one job that are looked up, waited for, spoken or stored at once. From 1 to 128; default 32.')
@minValue(1)
@maxValue(128)
param jobSegmentConcurrency int?

@description('Jobs:Patience. How long a job may go without progress before it fails. From 00:01:00 to 30.00:00:00; default 1.00:00:00.')
param jobPatience string?

@description('Jobs:SweepAfter. How long the sweep leaves a job or delivery alone. From 00:00:01 to 00:10:00; default 00:01:00.')
param jobSweepAfter string?

@description('Sound:LoudnessLufs. The integrated loudness of episodes whose job names none, a number of LUFS. From -31 to -8; default -16.')
param loudnessLufs string?

@description('Sound:LeadInMilliseconds. Silence before the first word of an episode. From 0 to 10000; default 300.')
@minValue(0)
@maxValue(10000)
param leadInMilliseconds int?

@description('Sound:LeadOutMilliseconds. Silence after the last word of an episode. From 0 to 10000; default 500.')
@minValue(0)
@maxValue(10000)
param leadOutMilliseconds int?

@description('Pauses. The silences between segments.')
param pauses pauseSettings = {}

@description('Batches:UnfinishedItems. How many items of one batch may be unfinished jobs at a time. From 1 to 10000; default 500.')
@minValue(1)
@maxValue(10000)
param batchUnfinishedItems int?

@description('Batches:CountEvery. How long ends are gathered before a batch is counted and its next items are admitted. From 00:00:00.1 to 00:01:00; default 00:00:05.')
param batchCountEvery string?

@description('Batches:AdmissionConcurrency. How many items are made jobs at once. From 1 to 64; default 16.')
@minValue(1)
@maxValue(64)
param batchAdmissionConcurrency int?

@description('Shows:RebuildDelay. How long after an episode the feed of its show is made, in whole seconds. From 00:00:01 to 00:05:00; default 00:00:05.')
param showRebuildDelay string?

@description('Drops:UnfinishedLimit. How many jobs of the drop folder may be unfinished at a time. From 1 to 100000; default 500.')
@minValue(1)
@maxValue(100000)
param dropUnfinishedLimit int?

@description('Drops:SweepAfter. How old a file is before the sweep announces it, so that its event may come first. From 00:00:00 to 01:00:00; default 00:00:15.')
param dropSweepAfter string?

@description('Drops:RepeatAfter. How long the sweep keeps quiet about what it has announced. From 00:00:00 to 1.00:00:00; default 00:02:00.')
param dropRepeatAfter string?

@description('Outbound:AllowedPrivateHosts. Private hosts that webhooks and source_url may call. Default: none.')
param allowedPrivateHosts string[] = []

@description('Pipeline:PublicAddress. Where callers reach the app, if not at its own host name: https://speech.example.com.')
@minLength(1)
param publicAddress string?

@description('Pipeline:Files. How the files of episodes reach a listener: redirect to storage, which is usual in Azure, or stream through the app.')
@allowed(['redirect', 'stream'])
param episodeFiles string?

@description('SweepSchedule. When the sweep sends what is due or was left owing: an NCRONTAB schedule of six fields, in UTC.')
@minLength(11)
param sweepSchedule string = '*/30 * * * * *'

@description('DropSweepSchedule. When the sweep of the drop folder finds what no event announced: an NCRONTAB schedule of six fields, in UTC.')
@minLength(11)
param dropSweepSchedule string = '0 * * * * *'

@description('Further settings of the app by name, { Webhooks__Timeout: \'00:00:30\' }; they go before those above, but not before what the template itself decides. No secrets: a reference to the vault, @Microsoft.KeyVault(…), stands for one.')
param additionalSettings texts = {}

// 13 characters, the same for every deployment to this group. Storage accounts and vaults take 24 at most: 8 + 2 + 13.
var unique = uniqueString(resourceGroup().id)
var storageName = '${prefix}st${unique}'
var tags = empty(environmentName) ? {} : { 'azd-env-name': environmentName }

var singleSettings = toObject(
  filter(
    items({
      Speech__KeyHeader: speechKeyHeader
      Speech__Concurrency: speechConcurrency
      Speech__CallTimeout: speechCallTimeout
      Speech__Attempts: speechAttempts
      Speech__DefaultModel: speechDefaultModel
      Speech__DefaultVoice: speechDefaultVoice
      Speech__Identity: speechIdentity
      Jobs__InvocationBudget: jobInvocationBudget
      Jobs__SegmentConcurrency: jobSegmentConcurrency
      Jobs__Patience: jobPatience
      Jobs__SweepAfter: jobSweepAfter
      Pipeline__Files: episodeFiles
      Sound__LoudnessLufs: loudnessLufs
      Sound__LeadInMilliseconds: leadInMilliseconds
      Sound__LeadOutMilliseconds: leadOutMilliseconds
      Pauses__HeadingMilliseconds: pauses.?headingMilliseconds
      Pauses__ParagraphMilliseconds: pauses.?paragraphMilliseconds
      Pauses__SentenceMilliseconds: pauses.?sentenceMilliseconds
      Pauses__ListItemMilliseconds: pauses.?listItemMilliseconds
      Pauses__SceneBreakMilliseconds: pauses.?sceneBreakMilliseconds
      Pauses__ChapterMilliseconds: pauses.?chapterMilliseconds
      Batches__UnfinishedItems: batchUnfinishedItems
      Batches__CountEvery: batchCountEvery
      Batches__AdmissionConcurrency: batchAdmissionConcurrency
      Shows__RebuildDelay: showRebuildDelay
      Drops__UnfinishedLimit: dropUnfinishedLimit
      Drops__SweepAfter: dropSweepAfter
      Drops__RepeatAfter: dropRepeatAfter
    }),
    setting => setting.value != null
  ),
  setting => setting.key,
  setting => string(setting.value)
)

// The names of models hold slashes and dashes, which names of settings cannot: a number stands for each.
var modelSettings = flatten(map(
  speechModels,
  (model, index) =>
    map(
      filter(items(model), member => member.value != null),
      member => {
        key: 'Speech__Models__${index}__${toUpper(substring(member.key, 0, 1))}${substring(member.key, 1)}'
        value: string(member.value)
      }
    )
))

var listSettings = concat(
  map(speechOmitFields, (field, index) => { key: 'Speech__OmitFields__${index}', value: field }),
  map(allowedPrivateHosts, (host, index) => { key: 'Outbound__AllowedPrivateHosts__${index}', value: host })
)

var chosenSettings = union(
  singleSettings,
  toObject(concat(modelSettings, listSettings), setting => setting.key, setting => setting.value),
  {
    Speech__BaseAddress: speechBaseAddress
    SweepSchedule: sweepSchedule
    DropSweepSchedule: dropSweepSchedule
  },
  additionalSettings,
  // Never to differ from the scale below, or the account's calls would be shared out wrongly.
  {
    Speech__Instances: string(maximumInstanceCount)
  }
)

// User-assigned identities, because they exist, with their roles, before what uses them does: the app's first start already reads its
// package, storage and secrets, and making the app anew needs no new role assignments.
@description('The app\'s: what its code does, it does with this one.')
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}-identity-${unique}'
  location: location
  tags: tags
}

@description('The platform\'s, for the package alone.')
resource packageIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}-package-${unique}'
  location: location
  tags: tags
}

@description('Event Grid\'s, which may send messages to one queue.')
resource eventsIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}-events-${unique}'
  location: location
  tags: tags
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: storageName
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    dropperPrincipalId: dropperPrincipalId
    dropperPrincipalType: dropperPrincipalType
  }
}

module package 'modules/package.bicep' = {
  name: 'package'
  params: {
    name: '${prefix}pk${unique}'
    location: location
    tags: tags
    identityId: packageIdentity.id
    principalId: packageIdentity.properties.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: '${prefix}kv${unique}'
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    purgeProtection: vaultPurgeProtection
    speechApiKey: speechApiKey
    webhookSigningKeys: webhookSigningKeys
  }
}

module drops 'modules/drops.bicep' = {
  name: 'drops'
  params: {
    name: '${prefix}-drops-${unique}'
    location: location
    tags: tags
    identityId: eventsIdentity.id
    principalId: eventsIdentity.properties.principalId
    storageName: storageName
  }
  // Its queue. A name from the outputs would say so by itself, but What-If could not follow it.
  dependsOn: [
    storage
  ]
}

module telemetry 'modules/telemetry.bicep' = {
  name: 'telemetry'
  params: {
    insightsName: '${prefix}-insights-${unique}'
    workspaceName: '${prefix}-logs-${unique}'
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: '${prefix}-${unique}'
    planName: '${prefix}-plan-${unique}'
    location: location
    tags: tags
    identityId: identity.id
    identityClientId: identity.properties.clientId
    packageIdentityId: packageIdentity.id
    packageContainer: package.outputs.container
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    insightsConnectionString: telemetry.outputs.connectionString
    sendSpeechApiKey: speechEndpointNeedsKey
    speechApiKeyReference: vault.outputs.speechApiKeyReference
    signWebhooks: signWebhooks || !empty(webhookSigningKeys)
    webhookSigningKeysReference: vault.outputs.webhookSigningKeysReference
    publicAddress: publicAddress
    settings: chosenSettings
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    httpConcurrency: httpConcurrency
    alwaysReady: alwaysReady
  }
}

output appName string = app.outputs.name
output hostName string = app.outputs.hostName
output storageAccountName string = storageName
output vaultName string = vault.outputs.name
output identityId string = identity.id
output identityClientId string = identity.properties.clientId
