// Everything the pipeline stores, and who may do what with it. The names are those of the code (QueueNames, PipelineStorage).

import { texts } from 'types.bicep'

@description('Its name.')
param name string

@description('Where it is.')
param location string

@description('For what takes tags.')
param tags texts

@description('The app\'s identity.')
param identityId string

@description('The same identity, as roles name it.')
param principalId string

@description('Who may drop files; empty: nobody but the app.')
param dropperPrincipalId string

@description('What that is: User, Group or ServicePrincipal.')
param dropperPrincipalType string

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

// The account is the Functions host's own storage too (AzureWebJobsStorage), for which Azure asks for Owner of its blobs: the host
// makes containers for its locks and keys. Owner includes the key for user-delegation SAS, with which episodes are handed out.
var appRoles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

// Whoever drops files writes into one container and reads what became of them in two.
var blobDataContributorRole = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var blobDataReaderRole = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
var dropperRoles = empty(dropperPrincipalId)
  ? []
  : [
      { container: 'drops', role: blobDataContributorRole }
      { container: 'drops-done', role: blobDataReaderRole }
      { container: 'drops-failed', role: blobDataReaderRole }
    ]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
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
    properties: {
      cors: {
        // Players in web pages follow the addresses of episodes' files to here. What is read still needs its signature.
        corsRules: [
          {
            allowedOrigins: ['*']
            allowedMethods: ['GET', 'HEAD', 'OPTIONS']
            allowedHeaders: ['*']
            exposedHeaders: ['*']
            maxAgeInSeconds: 86400
          }
        ]
      }
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: {
          publicAccess: 'None'
        }
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

resource appAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(appRoles): {
    scope: account
    name: guid(account.id, identityId, role.value)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
    }
  }
]

resource dropperContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = [
  for role in dropperRoles: {
    parent: account::blobs
    name: role.container
  }
]

resource dropperAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (role, index) in dropperRoles: {
    scope: dropperContainers[index]
    name: guid(dropperContainers[index].id, dropperPrincipalId, role.role)
    properties: {
      principalId: dropperPrincipalId
      principalType: dropperPrincipalType
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.role)
    }
    dependsOn: [
      account::blobs::container
    ]
  }
]

output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
