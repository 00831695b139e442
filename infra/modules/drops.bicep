// Tells the queue of each file that is dropped. What gets lost on the way, the app's own sweep finds.

param name string
param location string
param identityId string

@description('The account, with its queues and with what the identity may do there: a subscription that cannot deliver is not created.')
param storageName string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: location
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
      // The account takes no keys, so that Event Grid needs an identity too: the app's, which may write to queues.
      deliveryWithResourceIdentity: {
        identity: {
          type: 'UserAssigned'
          userAssignedIdentity: identityId
        }
        destination: {
          endpointType: 'StorageQueue'
          properties: {
            resourceId: account.id
            queueName: 'dropped-files'
            queueMessageTimeToLiveInSeconds: -1
          }
        }
      }
    }
  }
}
