using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Core.AwsServices;

namespace Mayfly.Core.EventQueue.Destinations;

/// <summary>Sends one message to a queue, a topic, an event bus or a bucket.</summary>
internal sealed class DestinationSender(AwsServiceClients services)
{
    /// <exception cref="AwsServiceException">It was not taken.</exception>
    public Task SendAsync(string destination, string region, DeliveryHeader header, byte[] body, CancellationToken cancellationToken)
    {
        if (!DestinationArn.TryParse(destination, out DestinationArn arn))
        {
            throw new AwsServiceException($"{destination} is not an ARN.") { IsFinal = true };
        }

        string where = arn.Region.Length > 0 ? arn.Region : region;
        return arn.Service switch
        {
            "sqs" => SendToQueueAsync(arn, where, header, body, cancellationToken),
            "sns" => PublishAsync(destination, where, header, body, cancellationToken),
            "events" => PutEventAsync(destination, where, header, body, cancellationToken),
            "s3" => PutObjectAsync(arn, where, header, body, cancellationToken),
            _ => throw new AwsServiceException($"{destination} is of a service that messages cannot be sent to.") { IsFinal = true },
        };
    }

    private async Task SendToQueueAsync(DestinationArn queue, string region, DeliveryHeader header, byte[] body, CancellationToken cancellationToken)
    {
        const string Json = "1.0";
        JsonObject found = await services.Sqs.CallAsync(
            region, "AmazonSQS.GetQueueUrl", new JsonObject { ["QueueName"] = queue.Resource, ["QueueOwnerAWSAccountId"] = queue.Account }, Json, cancellationToken);
        JsonObject message = new()
        {
            ["QueueUrl"] = (string?)found["QueueUrl"] ?? throw new AwsServiceException($"SQS did not tell the address of the queue {queue.Resource}."),
            ["MessageBody"] = Encoding.UTF8.GetString(body),
        };
        if (header.IsDeadLetter)
        {
            JsonObject attributes = [];
            foreach ((string name, string type, string value) in Attributes(header))
            {
                attributes[name] = new JsonObject { ["DataType"] = type, ["StringValue"] = value };
            }

            message["MessageAttributes"] = attributes;
        }

        if (IsFifo(queue.Resource))
        {
            message["MessageGroupId"] = header.FunctionName;
            message["MessageDeduplicationId"] = Deduplication(header);
        }

        await services.Sqs.CallAsync(region, "AmazonSQS.SendMessage", message, Json, cancellationToken);
    }

    private Task PublishAsync(string topic, string region, DeliveryHeader header, byte[] body, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("Action", "Publish"),
            new("Version", "2010-03-31"),
            new("TopicArn", topic),
            new("Message", Encoding.UTF8.GetString(body)),
        ];
        if (header.IsDeadLetter)
        {
            int number = 0;
            foreach ((string name, string type, string value) in Attributes(header))
            {
                string entry = string.Create(CultureInfo.InvariantCulture, $"MessageAttributes.entry.{++number}.");
                form.Add(new(entry + "Name", name));
                form.Add(new(entry + "Value.DataType", type));
                form.Add(new(entry + "Value.StringValue", value));
            }
        }

        if (IsFifo(topic))
        {
            form.Add(new("MessageGroupId", header.FunctionName));
            form.Add(new("MessageDeduplicationId", Deduplication(header)));
        }

        return services.Sns.QueryAsync(region, form, cancellationToken);
    }

    private async Task PutEventAsync(string bus, string region, DeliveryHeader header, byte[] body, CancellationToken cancellationToken)
    {
        JsonObject answer = await services.EventBridge.CallAsync(
            region,
            "AWSEvents.PutEvents",
            new JsonObject
            {
                ["Entries"] = new JsonArray(new JsonObject
                {
                    ["Time"] = header.EndedAt / 1000,
                    ["Source"] = "lambda",
                    ["Resources"] = new JsonArray(bus, header.FunctionArn),
                    ["DetailType"] = $"Lambda Function Invocation Result - {(header.Succeeded ? "Success" : "Failure")}",
                    ["Detail"] = Encoding.UTF8.GetString(body),
                    ["EventBusName"] = bus,
                }),
            },
            "1.1",
            cancellationToken);
        if (answer["FailedEntryCount"] is JsonValue failed && failed.TryGetValue(out int count) && count > 0)
        {
            throw new AwsServiceException($"The event bus {bus} refused the event: {answer["Entries"]?.ToJsonString()}");
        }
    }

    /// <summary>As AWS names them: aws/lambda/async/FUNCTION/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-ID. The id is the event's, so that a message that is sent twice is one object.</summary>
    private Task PutObjectAsync(DestinationArn bucket, string region, DeliveryHeader header, byte[] body, CancellationToken cancellationToken)
    {
        DateTime ended = DateTimeOffset.FromUnixTimeMilliseconds(header.EndedAt).UtcDateTime;
        string path = string.Create(CultureInfo.InvariantCulture, $"/{bucket.Resource}/aws/lambda/async/{header.FunctionName}/{ended:yyyy/MM/dd}/{ended:yyyy-MM-dd'T'HH.mm.ss}-{header.RequestId}");
        return services.S3.PutAsync(region, path, body, "application/json", cancellationToken);
    }

    private static IEnumerable<(string Name, string Type, string Value)> Attributes(DeliveryHeader header)
    {
        yield return ("RequestID", "String", header.RequestId);
        if (header.ErrorCode is int code)
        {
            yield return ("ErrorCode", "Number", code.ToString(CultureInfo.InvariantCulture));
        }

        // An attribute must have a value.
        yield return ("ErrorMessage", "String", header.ErrorMessage is { Length: > 0 } message ? message : "Unknown");
    }

    private static bool IsFifo(string name) => name.EndsWith(".fifo", StringComparison.Ordinal);

    private static string Deduplication(DeliveryHeader header) => header.IsDeadLetter ? $"{header.RequestId}-dead-letter" : header.RequestId;
}
