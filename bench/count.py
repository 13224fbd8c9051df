"""How many statements an answer took, in a header; only ever in the bench's settings."""

from django.db import connection

CONTROL = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")


class CountStatements:
    """Counts what is asked of the database; what only begins or ends a transaction is left out."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        count = 0

        def counting(execute, sql, params, many, context):
            nonlocal count
            count += not sql.startswith(CONTROL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counting):
            response = self.get_response(request)
        response["X-Statements"] = str(count)
        return response
