"""The journal (办理日志): what was done, by whom, under which article; append only, chained, sealed."""
