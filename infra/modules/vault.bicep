// The secrets, each written only when one is given, so that a deployment without them leaves those in the vault alone.

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

@description('Whether a deleted vault can be neither purged nor its name used again for 90 days. Once on, it stays on.')
param purgeProtection bool

@description('Key of the speech endpoint; empty: none is written.')
@secure()
param speechApiKey string

@description('Keys that webhooks are signed with; empty: none are written.')
@secure()
param webhookSigningKeys string

var speechApiKeyName = 'speech-api-key'
var webhookSigningKeysName = 'webhook-signing-keys'
var secretsUserRole = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    // Azure takes true or nothing here, never false.
    enablePurgeProtection: purgeProtection ? true : null
  }
}

resource speechApiKeySecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (!empty(speechApiKey)) {
  parent: vault
  name: speechApiKeyName
  properties: {
    value: speechApiKey
  }
}

resource webhookSigningKeysSecret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = if (!empty(webhookSigningKeys)) {
  parent: vault
  name: webhookSigningKeysName
  properties: {
    value: webhookSigningKeys
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identityId, secretsUserRole)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUserRole)
  }
}

// References without a version, for which the slash at the end stands: the app takes up a secret's next version by itself, within a day.
output speechApiKeyReference string = '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${speechApiKeyName}/)'
output webhookSigningKeysReference string = '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${webhookSigningKeysName}/)'
output name string = vault.name
