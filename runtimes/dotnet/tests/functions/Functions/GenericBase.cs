namespace Functions;

/// <summary>A handler may stand in a generic base type.</summary>
public abstract class GenericBase<T>
{
    public string Inherited(T input) => typeof(T).Name + input;
}
