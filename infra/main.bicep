// The pipeline on Azure Functions Flex Consumption, with all it needs, in one resource group:
//   az deployment group create -g <group> -p infra/main.bicepparam

@description('Begins every name. Lower-case letters and digits, a letter first.')
@minLength(2)
@maxLength(8)
param prefix string = 'speech'

param location string = resourceGroup().location

@description('Base address of the speech endpoint, as https://…/v1.')
param speechBaseAddress string

@description('Key of the speech endpoint. Empty: the vault is left as it is.')
@secure()
param speechApiKey string = ''

@description('True when the vault holds the endpoint key from an earlier deployment. An endpoint that asks for no key needs neither.')
param speechApiKeyInVault bool = false

@description('The keys that webhooks are signed with, whsec_… or whsk_…, separated by spaces. Empty: the vault is left as it is.')
@secure()
param webhookSigningKeys string = ''

@description('True when the vault holds the signing keys from an earlier deployment.')
param webhookSigningKeysInVault bool = false

@description('The most instances that run at a time, for all triggers together.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

// 13 characters, the same for every deployment to this group. Storage accounts and vaults take 24 at most: 8 + 2 + 13.
var unique = uniqueString(resourceGroup().id)
var storageName = '${prefix}st${unique}'

// A user-assigned identity, because it exists, with its roles, before the app does: the app's first start already reads its
// package, storage and secrets through it, and making the app anew needs no new role assignments.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${prefix}-identity-${unique}'
  location: location
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: storageName
    location: location
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: '${prefix}kv${unique}'
    location: location
    identityId: identity.id
    principalId: identity.properties.principalId
    speechApiKey: speechApiKey
    webhookSigningKeys: webhookSigningKeys
  }
}

module drops 'modules/drops.bicep' = {
  name: 'drops'
  params: {
    name: '${prefix}-drops-${unique}'
    location: location
    identityId: identity.id
    storageName: storageName
  }
  // Its queue, and the right to write to it. A name from the outputs would say so by itself, but What-If could not follow it.
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
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: '${prefix}-plan-${unique}'
  location: location
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
  name: '${prefix}-${unique}'
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    siteConfig: {
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: storage.outputs.packageContainer
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        alwaysReady: []
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstanceCount
        triggers: {
          http: {
            // What the platform gives 2048 MB by itself, made explicit: documents of up to 90 MB come in through HTTP.
            perInstanceConcurrency: 16
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

  // Runtime, its version and the package stand in functionAppConfig: Flex Consumption refuses FUNCTIONS_WORKER_RUNTIME,
  // FUNCTIONS_EXTENSION_VERSION and the WEBSITE_ settings of other plans.
  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__blobServiceUri: storage.outputs.blobEndpoint
        AzureWebJobsStorage__queueServiceUri: storage.outputs.queueEndpoint
        AzureWebJobsStorage__tableServiceUri: storage.outputs.tableEndpoint
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identity.properties.clientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: telemetry.outputs.connectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
        Pipeline__PublicAddress: 'https://${app.properties.defaultHostName}'
        Speech__BaseAddress: speechBaseAddress
        SweepSchedule: '*/30 * * * * *'
        DropSweepSchedule: '0 * * * * *'
      },
      // A reference to a secret that is not there would reach the app as its own text.
      empty(speechApiKey) && !speechApiKeyInVault ? {} : { Speech__ApiKey: vault.outputs.speechApiKeyReference },
      empty(webhookSigningKeys) && !webhookSigningKeysInVault
        ? {}
        : { Webhooks__SigningKeys: vault.outputs.webhookSigningKeysReference }
    )
  }
}

output appName string = app.name
output hostName string = app.properties.defaultHostName
output identityId string = identity.id
output identityClientId string = identity.properties.clientId
output storageAccountName string = storage.outputs.name
