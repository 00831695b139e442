// Where the platform keeps the app's package, in an account of its own: the app's identity has no right here, neither to read nor to write.
// Flex Consumption needs one identity for both halves of a deployment: its deployment endpoint writes released-package.zip with it,
// and every instance that starts reads the package with it. Storage Blob Data Contributor on the container is the least role that has both.
// The platform asks that this identity be assigned to the app. The app's code and settings use only the other one.

import { texts } from 'types.bicep'

@description('Its name.')
param name string

@description('Where it is.')
param location string

@description('For what takes tags.')
param tags texts

@description('The identity that the platform writes and reads the package with.')
param identityId string

@description('The same identity, as roles name it.')
param principalId string

var containerName = 'packages'
var blobDataContributorRole = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

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

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: containerName
      properties: {
        publicAccess: 'None'
      }
    }
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::packages
  name: guid(account::blobs::packages.id, identityId, blobDataContributorRole)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributorRole)
  }
}

output container string = '${account.properties.primaryEndpoints.blob}${containerName}'
