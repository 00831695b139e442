namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller must show. Values and order are the worker package's.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>Reserved in Azure Functions; here only the master key opens it.</summary>
    User = 1,

    /// <summary>A function key or the master key.</summary>
    Function = 2,

    /// <summary>Azure's extension keys; here only the master key opens it.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
