// Everything the pipeline stores, and what its identity may do with it. The names are those of host.json's queues and of the code.

param name string
param location string
param identityId string
param principalId string

var containers = [
  'jobs'
  'segments'
  'episodes'
  'batches'
  'shows'
  'drops'
  'drops-done'
  'drops-failed'
  'parked'
  'deployment-packages'
]

var queues = [
  'speech-jobs'
  'speech-batches'
  'webhook-deliveries'
  'dropped-files'
  'show-feeds'
]

// The Functions host moves what failed five times to <queue>-poison.
var queuesWithPoison = flatten(map(queues, queue => [queue, '${queue}-poison']))

var tables = [
  'jobs'
  'live'
  'drops'
  'batches'
  'shows'
  'idempotency'
]

var roles = {
  // What the Functions host asks for on its own storage account; it includes what Contributor may.
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  // Episode addresses are answered with user-delegation SAS; the key for them is given out at account scope only.
  storageBlobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  // No lifecycle rule: nothing that was paid for is deleted by itself.
  resource blobs 'blobServices' = {
    name: 'default'

    resource container 'containers' = [
      for container in containers: {
        name: container
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [
      for queue in queuesWithPoison: {
        name: queue
      }
    ]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [
      for table in tables: {
        name: table
      }
    ]
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roles): {
    scope: account
    name: guid(account.id, identityId, role.value)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
output packageContainer string = '${account.properties.primaryEndpoints.blob}deployment-packages'
