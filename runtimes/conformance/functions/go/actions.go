package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

type action struct {
	Do, Data, Message, Name, Path, Text string
	Size, Status                        int
}

type ownError struct{ message string }

func (e *ownError) Error() string { return e.message }

var count int

func (a action) run(headers http.Header) (any, error) {
	switch a.Do {
	case "bytes":
		data, err := base64.StdEncoding.DecodeString(a.Data)
		return map[string]any{"length": len(data), "data": base64.StdEncoding.EncodeToString(data)}, err
	case "client-context":
		var context struct{ Custom map[string]string }
		err := json.Unmarshal([]byte(headers.Get("Lambda-Runtime-Client-Context")), &context)
		return context.Custom["key"], err
	case "context":
		return map[string]string{
			"requestId":          headers.Get("Lambda-Runtime-Aws-Request-Id"),
			"functionName":       os.Getenv("AWS_LAMBDA_FUNCTION_NAME"),
			"functionVersion":    os.Getenv("AWS_LAMBDA_FUNCTION_VERSION"),
			"invokedFunctionArn": headers.Get("Lambda-Runtime-Invoked-Function-Arn"),
			"memoryLimit":        os.Getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
			"logGroup":           os.Getenv("AWS_LAMBDA_LOG_GROUP_NAME"),
			"logStream":          os.Getenv("AWS_LAMBDA_LOG_STREAM_NAME"),
		}, nil
	case "count":
		count++
		return count, nil
	case "exit":
		os.Exit(a.Status)
	case "folder":
		return os.Getwd()
	case "hang":
		time.Sleep(10 * time.Minute)
	case "hog":
		hog()
	case "large":
		return strings.Repeat("x", a.Size), nil
	case "print":
		fmt.Println(a.Text)
	case "print-error":
		fmt.Fprintln(os.Stderr, a.Text)
	case "print-part":
		fmt.Print(a.Text)
	case "read":
		data, err := os.ReadFile(a.Path)
		if errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
		return string(data), err
	case "remaining":
		return remaining(headers)
	case "signal":
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		time.Sleep(10 * time.Minute)
	case "throw":
		return nil, errors.New(a.Message)
	case "throw-own":
		return nil, &ownError{a.Message}
	case "variable":
		if value, set := os.LookupEnv(a.Name); set {
			return value, nil
		}
	case "write":
		if os.WriteFile(a.Path, []byte(a.Text), 0o644) != nil {
			return "refused", nil
		}
		return "written", nil
	}
	return nil, nil
}

func hog() {
	var kept [][]byte
	for {
		more := make([]byte, 1<<20)
		for index := range more {
			more[index] = 1
		}
		kept = append(kept, more)
	}
}

func remaining(headers http.Header) (any, error) {
	deadline, err := strconv.ParseInt(headers.Get("Lambda-Runtime-Deadline-Ms"), 10, 64)
	first := deadline - time.Now().UnixMilli()
	second := first
	for second >= first {
		second = deadline - time.Now().UnixMilli()
	}
	return []int64{first, second}, err
}
