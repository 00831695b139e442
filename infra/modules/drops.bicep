// Tells the queue of each file that is dropped. What gets lost on the way, the app's own sweep finds.

import { texts } from 'types.bicep'

@description('Its name.')
param name string

@description('Where it is.')
param location string

@description('For what takes tags.')
param tags texts

@description('The identity that Event Grid delivers with. It may send messages to the one queue, and nothing else.')
param identityId string

@description('The same identity, as roles name it.')
param principalId string

@description('The account, with its queues.')
param storageName string

var messageSenderRole = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName

  resource queueService 'queueServices' existing = {
    name: 'default'

    resource queue 'queues' existing = {
      name: 'dropped-files'
    }
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::queueService::queue
  name: guid(account::queueService::queue.id, identityId, messageSenderRole)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', messageSenderRole)
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }

  resource dropped 'eventSubscriptions' = {
    name: 'dropped-files'
    properties: {
      eventDeliverySchema: 'EventGridSchema'
      filter: {
        includedEventTypes: [
          'Microsoft.Storage.BlobCreated'
        ]
        subjectBeginsWith: '/blobServices/default/containers/drops/blobs/'
      }
      // The account takes no keys, so Event Grid delivers with an identity.
      deliveryWithResourceIdentity: {
        identity: {
          type: 'UserAssigned'
          userAssignedIdentity: identityId
        }
        destination: {
          endpointType: 'StorageQueue'
          properties: {
            resourceId: account.id
            queueName: account::queueService::queue.name
            queueMessageTimeToLiveInSeconds: -1
          }
        }
      }
    }
    // Without the role the subscription would be created, or refused, while it cannot deliver.
    dependsOn: [
      assignment
    ]
  }
}
