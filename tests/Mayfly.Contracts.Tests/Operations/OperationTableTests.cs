using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;

namespace Mayfly.Contracts.Tests.Operations;

/// <summary>The generated operations against a table of AWS's that was made independently of the model.</summary>
public sealed class OperationTableTests
{
    public static TheoryData<string, string, string, int> Table()
    {
        using Stream stream = typeof(OperationTableTests).Assembly.GetManifestResourceStream("lambda-operations.tsv")!;
        using StreamReader reader = new(stream);
        TheoryData<string, string, string, int> rows = [];
        foreach (string line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] columns = line.Split('\t');
            rows.Add(columns[0], columns[1], columns[2], int.Parse(columns[3], null));
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_has_a_descriptor_with_its_method_path_and_status(string name, string method, string path, int status)
    {
        OperationDescriptor operation = Assert.Single(LambdaOperations.All, operation => operation.Name == name);

        Assert.Equal(method, operation.Method);
        Assert.Equal(path, operation.PathTemplate);
        Assert.Equal(status, operation.SuccessStatus);
    }

    [Fact]
    public void There_are_no_others() => Assert.Equal(Table().Count, LambdaOperations.All.Count);
}
