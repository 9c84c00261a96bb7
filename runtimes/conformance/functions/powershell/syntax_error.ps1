function Invoke-Any {
