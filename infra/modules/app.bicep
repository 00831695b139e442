// The app, its plan and its settings.

import { alwaysReadyGroup, texts } from 'types.bicep'

@description('Of the app.')
param name string

@description('Of its plan.')
param planName string

@description('Where they are.')
param location string

@description('For both.')
param tags texts

@description('The identity that the app\'s code uses.')
param identityId string

@description('The same, as the code names it.')
param identityClientId string

@description('The identity that the platform writes and reads the package with.')
param packageIdentityId string

@description('The address of the container that holds the package.')
param packageContainer string

@description('Where the account\'s blobs are.')
param blobEndpoint string

@description('Where its queues are.')
param queueEndpoint string

@description('Where its tables are.')
param tableEndpoint string

@description('Where telemetry goes; it opens nothing by itself.')
param insightsConnectionString string

@description('Whether the app sends the endpoint\'s key.')
param sendSpeechApiKey bool

@description('Stands for the endpoint\'s key.')
param speechApiKeyReference string

@description('Whether the app signs webhooks.')
param signWebhooks bool

@description('Stands for the keys that webhooks are signed with.')
param webhookSigningKeysReference string

@description('Where callers reach the app; null: at its host name.')
param publicAddress string?

@description('The settings that are a matter of choice.')
param settings texts

@description('The most instances of a function.')
param maximumInstanceCount int

@description('Memory of an instance in MB: 512, 2048 or 4096.')
param instanceMemoryMB int

@description('Requests that one instance takes at a time; null: as many bodies of 90 MB as its memory holds.')
param httpConcurrency int?

@description('Instances that are always running.')
param alwaysReady alwaysReadyGroup[]

// Beside the 300 MB of host and worker, a book of 90 MB takes up to twice that while it is read from JSON and stored.
var httpConcurrencyByMemory = {
  '512': 1
  '2048': 8
  '4096': 20
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true // Linux.
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd deploys the service "app" of azure.yaml to what has this tag.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
      '${packageIdentityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    // Flex Consumption has no FTP, and refuses ftpsState (and linuxFxVersion, alwaysOn and most of siteConfig) with error 51021.
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainer
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: packageIdentityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        alwaysReady: alwaysReady
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency ?? httpConcurrencyByMemory[string(instanceMemoryMB)]
          }
        }
      }
    }
  }

  resource withoutScmPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource withoutFtpPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  // This replaces all settings, also those set by hand: what is not here is gone after the next deployment.
  // Runtime, its version and the package stand in functionAppConfig: Flex Consumption refuses FUNCTIONS_WORKER_RUNTIME,
  // FUNCTIONS_EXTENSION_VERSION and the WEBSITE_ settings of other plans.
  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(
      { Pipeline__PublicAddress: publicAddress ?? 'https://${app.properties.defaultHostName}' },
      settings,
      // A reference to a secret that is not there would reach the app as its own text.
      sendSpeechApiKey ? { Speech__ApiKey: speechApiKeyReference } : {},
      signWebhooks ? { Webhooks__SigningKeys: webhookSigningKeysReference } : {},
      {
        AzureWebJobsStorage__blobServiceUri: blobEndpoint
        AzureWebJobsStorage__queueServiceUri: queueEndpoint
        AzureWebJobsStorage__tableServiceUri: tableEndpoint
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      }
    )
  }
}

output name string = app.name
output hostName string = app.properties.defaultHostName
